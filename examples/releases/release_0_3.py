"""A shop in the form that the documentation of Flask-PyMongo 0.3 taught."""
from flask import Flask, jsonify, request
from flask.ext.pymongo import ASCENDING, PyMongo

app = Flask(__name__)
app.config.from_envvar('PROGRAM_SETTINGS')
mongo = PyMongo(app)


@app.errorhandler(404)
def not_here(error):
    return 'Not here.', 404


@app.route('/items', methods=['POST'])
def add_items():
    mongo.db.items.ensure_index([('name', ASCENDING)], unique=True)
    names = request.form['names'].split()
    ids = mongo.db.items.insert([{'name': name, 'sold': 0, 'price': len(name)} for name in names], True, True)
    return jsonify(count=len(ids), ids=[str(item_id) for item_id in ids])


@app.route('/items')
def list_items():
    found = mongo.db.items.find({}, ['name', 'sold'], 0, 3).sort('name', ASCENDING)
    return jsonify(count=found.count(), items=[[item['name'], item['sold']] for item in found])


@app.route('/items/<name>')
def show_item(name):
    item = mongo.db.items.find_one_or_404({'name': name}, {'_id': False})
    return jsonify(item)


@app.route('/items/<name>/sell', methods=['POST'])
def sell(name):
    item = mongo.db.items.find_and_modify({'name': name}, {'$inc': {'sold': 1}}, new=True)
    return jsonify(sold=item['sold'] if item else None)


@app.route('/sale', methods=['POST'])
def sale():
    answer = mongo.db.items.update({'sold': 0}, {'$set': {'price': 1}}, multi=True)
    return jsonify(n=answer['n'], again=mongo.db.items.update({'sold': 0}, {'$set': {'sale': True}}, False, False,
                                                              safe=True, multi=True)['n'])


@app.route('/turnover')
def turnover():
    answer = mongo.db.items.aggregate([{'$group': {'_id': None, 'sum': {'$sum': '$sold'}}}])
    return jsonify(sum=answer['result'][0]['sum'], ok=answer['ok'])


@app.route('/zone')
def zone():
    item = mongo.db.items.find_one()
    return jsonify(zone=str(item['_id'].generation_time.tzinfo is not None), kept=mongo.db.items.remove(
        {'name': 'nothing'}, safe=True)['n'])


@app.route('/pictures/<path:filename>', methods=['GET', 'POST'])
def picture(filename):
    if request.method == 'POST':
        mongo.save_file(filename, request.files['file'], content_type=request.form['type'])
        return 'saved'
    return mongo.send_file(filename, version=int(request.args.get('version', -1)), cache_for=60)
