"""Views that use names of MongoDB for other things."""
from flask import Blueprint, g, jsonify, request, send_file
from shared import User, db, mongo

views = Blueprint("views", __name__)


@views.before_app_request
def before():
    g.db = mongo.db
    g.cart = {}


@views.route("/users", methods=["POST"])
def add():
    user = User(name=request.json["name"])
    user.save()
    db.session.query(User).update({"name": "x"})
    g.cart.update(one=1)
    if (number := User.count()) > 3 and g.db is not None:
        g.db.users.update_many({"n": number}, {"$set": {"n": 0}}, upsert=True)
    return jsonify(count=db.session.query(User).count())


@views.route("/picture/<name>")
def picture(name):
    return send_file(name, max_age=60, download_name=name, etag=False)


@views.route("/page")
def page():
    users = g.db.users
    cursor = users.find(filter={"active": True}, no_cursor_timeout=True)
    one = users.find_one_and_update({"a": 1}, {"$set": {"a": 2}}, return_document=True)
    users.replace_one({"_id": one["_id"]}, one, upsert=True)
    return jsonify(list(cursor))
