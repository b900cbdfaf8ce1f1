"""Views that take the extension from another module, and give collections other names."""
from flask import Blueprint, abort, g, jsonify, request, send_file, url_for
from flask.ext import restful  # legacy
from shared import archive, mongo

views = Blueprint('views', __name__)
api = restful.Api()


@views.before_app_request
def before():
    g.db = mongo.db
    g.users = g.db.users


@views.before_app_first_request  # legacy
def indexes():
    g.db.users.ensure_index('name', unique=True, sparse=True)  # legacy


@views.route('/users', methods=['POST'])
def add_user():
    users = g.db.users
    user_id = users.insert({'name': request.json['name']}, safe=True)  # legacy
    archive.db['users'].insert({'user': user_id}, w=1)  # legacy
    return jsonify(id=str(user_id))


@views.route('/users/<ObjectId:user_id>', methods=['PUT', 'DELETE'])
def change_user(user_id):
    user = g.users.find_one_or_404(user_id)
    if request.method == 'DELETE':
        g.users.remove(user_id)  # legacy
        return jsonify(g.users.remove(user))  # legacy
    user.update(request.json)
    g.users.save(user)  # legacy
    new_id = archive.db.users.save({'name': user['name']})  # legacy
    return jsonify(id=str(new_id), changed=user in [g.users.find_one(spec_or_id=user_id)])  # legacy


@views.route('/rename')
def rename():
    answer = g.users.update({'name': 'a'}, {'$set': {'name': 'b'}}, multi=True, upsert=False, safe=True)  # legacy
    if answer['updatedExisting']:  # legacy
        return 'renamed %d' % answer['n']  # legacy
    return str(mongo.db.users.update({}, {'name': 'x'})['nModified'])  # legacy: 2


@views.route('/page/<int:number>')
def page(number):
    found = g.users.find(spec={'active': True}, fields={'password': 0}, timeout=False)  # legacy: 3
    count = found.skip(number).limit(10).count(with_limit_and_skip=True)  # legacy
    if not found.count():  # legacy
        abort(404)
    return jsonify(count=count, names=[user['name'] for user in found])


@views.route('/picture/<name>')
def picture(name):
    return send_file(open(name, 'rb'), cache_timeout=60, attachment_filename=name, add_etags=False)  # legacy: 3


@views.route('/link')
def link():
    return url_for('.page', number=1)
