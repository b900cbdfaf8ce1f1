"""What is refused by the types of Flask and PyMongo, where they have them: Flask since 2.0, PyMongo since 4.1."""
from flask_pymongo import ObjectId, PyMongo

PyMongo(app='shop')  # type: ignore[arg-type]
PyMongo(None).init_app('shop')  # type: ignore[arg-type]
mongo = PyMongo()
with open('a.txt') as text_file:
    mongo.save_file('a.txt', text_file)  # type: ignore[call-overload]
mongo.save_file('a.txt', b'its content')  # type: ignore[call-overload]
number: int = mongo.save_file('a.txt', open('a.txt', 'rb'))  # type: ignore[assignment]
name: str = mongo.send_file('a.txt')  # type: ignore[assignment]

mongo.db.pages.inser({})  # type: ignore[operator]
mongo.db.pages.archive({})  # type: ignore[operator]
mongo.db.pages.find(ObjectId())  # type: ignore[arg-type]
mongo.db.pages.insert_one(1)  # type: ignore[arg-type]
mongo.db.pages.update_one({})  # type: ignore[call-arg]
mongo.db.pages.count_documents()  # type: ignore[call-arg]
mongo.db.pages.drop_index()  # type: ignore[call-arg]
mongo.db.command()  # type: ignore[call-arg]
mongo.db.drop_collection(1)  # type: ignore[arg-type]
mongo.cx.drop_database(1)  # type: ignore[arg-type]
mongo.cx.list_databases_names()  # type: ignore[operator]
