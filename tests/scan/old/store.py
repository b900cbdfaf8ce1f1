"""A data layer of classes: the database as an attribute, collections as properties, inherited."""
from pymongo import Connection  # legacy
from pymongo.objectid import ObjectId  # legacy
from pymongo.son_manipulator import SONManipulator  # legacy


class Plain(SONManipulator):
    def transform_outgoing(self, son, collection):
        son['_id'] = str(son['_id'])
        return son


class Store(object):
    name = None

    def __init__(self, database):
        self.db = database
        self.items = []

    @property
    def things(self):
        return self.db[self.name]

    def add(self, thing):
        self.items.insert(0, thing)
        return self.things.insert(thing)  # legacy

    def drop(self, **spec):
        self.things.remove(spec)  # legacy
        self.items.remove(spec)

    def all(self):
        return list(self.things.find(spec={}))  # legacy


class Books(Store):
    name = 'books'

    def sell(self, book_id):
        found = self.things.find_and_modify({'_id': ObjectId(book_id)}, {'$inc': {'sold': 1}}, new=True)  # legacy
        return found or self.db.lost.find_and_modify(query={'_id': book_id}, remove=True)  # legacy

    def next_number(self):
        answer = self.db.counters.find_and_modify(  # legacy
            query={'_id': 'books'}, update={'$inc': {'seq': 1}}, upsert=False, full_response=True)
        return answer['value']

    def report(self):
        cursor = self.things.aggregate([{'$group': {'_id': '$author', 'n': {'$sum': 1}}}])['result']  # legacy
        first = self.db.sales.aggregate({'$match': {}})  # legacy
        return cursor, first['result'][0]  # legacy


def open_store(host='localhost', port=27017):
    connection = Connection(host, port, slave_okay=True, network_timeout=5)  # legacy: 2
    connection.library.add_son_manipulator(Plain())  # legacy
    if connection.library:  # legacy
        connection.end_request()  # legacy
    return Books(connection.library)


books = open_store()
books.things.save({'_id': 1, 'title': 'x'})  # legacy
books.db.books.save(books.db.books.find_one(1), w=1)  # legacy
books.all()
