"""A guest book of today."""
from flask import Flask, jsonify, request, session
from markupsafe import Markup, escape
from werkzeug.utils import secure_filename

from flask_pymongo import ASCENDING, DESCENDING, ObjectId, PyMongo

app = Flask(__name__)
app.config["MONGO_URI"] = "mongodb://localhost/guests"
mongo = PyMongo(app)
names = []

with app.app_context():
    mongo.db.entries.create_index([("at", DESCENDING)], background=True)
    mongo.db.entries.create_index([("title", ASCENDING)], unique=True)


@app.route("/", methods=["GET", "POST"])
def index():
    if request.method == "POST":
        entry = {"name": request.form["name"], "text": escape(request.form["text"])}
        entry.update(at=1)
        names.insert(0, entry["name"])
        session.update(last=str(mongo.db.entries.insert_one(entry).inserted_id))
        request.files["picture"].save(secure_filename(request.files["picture"].filename))
    found = mongo.db.entries.find({}, projection=["name"]).sort("at", -1).limit(5)
    return jsonify(count=mongo.db.entries.count_documents({}), entries=list(found), text=Markup("x"))


@app.route("/remove/<ObjectId:entry_id>")
def remove(entry_id):
    result = mongo.db.entries.delete_one({"_id": ObjectId(entry_id)})
    names.remove(entry_id)
    return f"{result.deleted_count} {names.count(entry_id)}"
