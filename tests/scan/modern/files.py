"""GridFS."""
from flask import Flask, request
from gridfs import GridFS, GridFSBucket, NoFile

from flask_pymongo import PyMongo

app = Flask(__name__)
mongo = PyMongo(app)


@app.route("/files", methods=["POST"])
def upload():
    picture = request.files["picture"]
    picture.save("/tmp/copy")
    fs = GridFS(mongo.db, "pictures")
    bucket = GridFSBucket(mongo.db)
    with bucket.open_upload_stream(picture.filename) as stream:
        stream.write(picture.read())
    try:
        return str(fs.get_last_version(picture.filename).length)
    except NoFile:
        return str(mongo.save_file(picture.filename, picture))
