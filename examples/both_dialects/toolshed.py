"""The tools that neighbours lend each other: an application on its way from the legacy dialect to the modern one.

Half of its views are of its first years, half were written since; both work on the same documents. Run it with
``python toolshed.py``; a file named by the environment variable ``TOOLSHED_SETTINGS`` can say where MongoDB is::

    MONGO_URI = 'mongodb://db.example.com/street'
"""
from bson.objectid import ObjectId
from flask import Flask, jsonify, redirect, request, url_for
from pymongo.errors import DuplicateKeyError

from flask_pymongo import ASCENDING, PyMongo

MONGO_URI = 'mongodb://localhost/toolshed'

app = Flask(__name__)
app.config.from_object(__name__)
app.config.from_envvar('TOOLSHED_SETTINGS', silent=True)
mongo = PyMongo(app)


def shown(tool):
    """A tool as JSON of plain types."""
    return dict(tool, _id=str(tool['_id']))


@app.errorhandler(404)
def no_such_tool(error):
    return 'No such tool.', 404


# The first years: insert, save, update, remove, find_and_modify, count

@app.route('/tools')
def list_tools():
    tools = mongo.db.tools.find({}, {'name': 1, 'owner': 1}).sort('name', ASCENDING)
    return jsonify(count=tools.count(), tools=[shown(tool) for tool in tools])


@app.route('/tools', methods=['POST'])
def add_tool():
    mongo.db.tools.ensure_index('name', unique=True)
    tool = {'name': request.form['name'], 'owner': request.form['owner'], 'lent': 0}
    try:
        mongo.db.tools.insert(tool)
    except DuplicateKeyError:
        return 'There is one of that name.', 409
    return redirect(url_for('show_tool', tool_id=tool['_id']))


@app.route('/tools/<ObjectId:tool_id>')
def show_tool(tool_id):
    return jsonify(tool=shown(mongo.db.tools.find_one_or_404(tool_id)))


@app.route('/tools/<ObjectId:tool_id>/note', methods=['POST'])
def write_note(tool_id):
    tool = mongo.db.tools.find_one_or_404(tool_id)
    tool['note'] = request.form['note']
    mongo.db.tools.save(tool)
    return redirect(url_for('show_tool', tool_id=tool_id))


@app.route('/tools/<ObjectId:tool_id>/lend', methods=['POST'])
def lend_tool(tool_id):
    tool = mongo.db.tools.find_and_modify({'_id': tool_id, 'borrower': None},
                                          {'$set': {'borrower': request.form['to']}, '$inc': {'lent': 1}}, new=True)
    if tool is None:
        return 'It is lent, or gone.', 409
    return jsonify(tool=shown(tool))


@app.route('/neighbours/<name>/rename', methods=['POST'])
def rename_neighbour(name):
    answer = mongo.db.tools.update({'owner': name}, {'$set': {'owner': request.form['name']}}, multi=True)
    return jsonify(renamed=answer['n'])


@app.route('/tools/<ObjectId:tool_id>/delete', methods=['POST'])
def delete_tool(tool_id):
    return jsonify(deleted=mongo.db.tools.remove({'_id': tool_id})['n'])


# Since: insert_many, find_one_and_update, update_many, replace_one, delete_many, count_documents, aggregate

@app.route('/import', methods=['POST'])
def import_tools():
    names = request.form['names'].split(',')
    tools = [{'_id': ObjectId(), 'name': name.strip(), 'owner': request.form['owner'], 'lent': 0} for name in names]
    result = mongo.db.tools.insert_many(tools)
    return jsonify(inserted=[str(tool_id) for tool_id in result.inserted_ids])


@app.route('/tools/<ObjectId:tool_id>/return', methods=['POST'])
def return_tool(tool_id):
    # ReturnDocument.AFTER is True; drivers without the modern dialect have not got the name
    tool = mongo.db.tools.find_one_and_update({'_id': tool_id, 'borrower': {'$ne': None}},
                                              {'$unset': {'borrower': ''}}, return_document=True)
    if tool is None:
        return 'Nobody has it.', 409
    return jsonify(tool=shown(tool))


@app.route('/tools/<ObjectId:tool_id>/replace', methods=['POST'])
def replace_tool(tool_id):
    result = mongo.db.tools.replace_one({'_id': tool_id}, {'name': request.form['name'], 'owner': 'the street',
                                                           'lent': 0})
    return jsonify(matched=result.matched_count)


@app.route('/season', methods=['POST'])
def end_season():
    result = mongo.db.tools.update_many({'lent': {'$gt': 0}}, {'$set': {'lent': 0}})
    return jsonify(matched=result.matched_count)


@app.route('/neighbours')
def list_neighbours():
    tools = mongo.db.tools
    by_owner = tools.aggregate([{'$group': {'_id': '$owner', 'tools': {'$sum': 1}}}, {'$sort': {'_id': 1}}])
    return jsonify(neighbours=[[owner['_id'], owner['tools']] for owner in by_owner],
                   borrowed=tools.count_documents({'borrower': {'$ne': None}}))


@app.route('/neighbours/<name>/tools')
def list_tools_of(name):
    tools = mongo.db.tools.find({'owner': name}, projection={'_id': False, 'name': True})
    return jsonify(tools=sorted(tool['name'] for tool in tools))


@app.route('/neighbours/<name>/leave', methods=['POST'])
def leave(name):
    one = mongo.db.notices.insert_one({'text': name + ' has left'})
    mongo.db.notices.update_one({'_id': one.inserted_id}, {'$set': {'read': False}})
    deleted = mongo.db.tools.delete_many({'owner': name}).deleted_count
    return jsonify(deleted=deleted, notices=mongo.db.notices.find({'read': False}).count())


@app.route('/notices/read', methods=['POST'])
def read_notices():
    return jsonify(deleted=mongo.db.notices.delete_one({'read': False}).deleted_count)


if __name__ == '__main__':
    app.run()
