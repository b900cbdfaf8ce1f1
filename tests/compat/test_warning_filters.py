"""No call of a request changes the filters of warnings: all threads share them, and can leave each other's behind."""
import threading
import warnings

import flask_pymongo

THREADS, CALLS = 8, 30


def changes_of_filters(calls):
    """What the filters were, besides what they were before, while threads made the calls; and errors of these."""
    before, copy = warnings.filters, list(warnings.filters)
    seen, errors = [], []

    def work():
        try:
            for _ in range(CALLS):
                for call in calls:
                    call()
                    if warnings.filters is not before or warnings.filters != copy:
                        seen.append(list(warnings.filters))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen, errors


def test_filters_are_left_alone(mongo):
    users, files = mongo.db.users, flask_pymongo.GridFS(mongo.db)
    calls = [lambda: users.find_one({'a': 1}), lambda: list(users.find({}, timeout=False)),
             lambda: list(files.find({'filename': 'x'})), lambda: files.exists(filename='x'),
             lambda: users.with_options().find_one()]
    assert changes_of_filters(calls) == ([], [])


def test_a_change_is_seen(mongo):
    users = mongo.db.users

    def as_it_was():
        with warnings.catch_warnings():
            warnings.simplefilter('ignore', UserWarning)
            users.find_one()

    with warnings.catch_warnings():
        seen, errors = changes_of_filters([as_it_was])
    assert seen and not errors
