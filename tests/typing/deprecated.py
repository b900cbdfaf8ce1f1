"""Legacy calls are marked as such: mypy says so if it is asked to, and editors strike them out."""
# mypy: enable-error-code="deprecated"
from flask_pymongo import PyMongo

mongo = PyMongo()
pages = mongo.db.pages

pages.insert({'title': 'Front page'})  # type: ignore[deprecated]
pages.update({}, {'$set': {'title': 'x'}})  # type: ignore[deprecated]
pages.find().count()  # type: ignore[deprecated]
mongo.db.collection_names()  # type: ignore[deprecated]
print(mongo.cx.host)  # type: ignore[deprecated]
pages.safe = False  # type: ignore[deprecated]

pages.insert_one({'title': 'Front page'})
pages.count_documents({})
pages.find({}, fields=['title'])
mongo.db.list_collection_names()
print(pages.write_concern)
