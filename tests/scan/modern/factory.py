"""An application factory with its own configuration."""
from flask import Flask, current_app
from shared import mongo
from views import views


class Config:
    MONGO_URI = "mongodb://localhost/shop"
    MONGO_CONNECT = False


def create_app(config=Config):
    app = Flask(__name__, static_url_path="/assets")
    app.config.from_object(config)
    app.config.update(MONGO_DBNAME="x", TESTING=True)
    app.json.sort_keys = False
    mongo.init_app(app)
    app.register_blueprint(views)
    with app.app_context():
        assert current_app.extensions["pymongo"]["MONGO"][1] is not None
        if mongo.db is None or mongo.cx is None:
            raise RuntimeError("no database")
    return app
