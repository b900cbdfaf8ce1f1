"""What the demo's wiki has in it on its first start, planted by the same requests that a browser sends."""
import io
import struct
import zlib

WIDTH, HEIGHT = 720, 400

PAGES = (
    ('Welcome', 'garden', """This is the notebook of a small garden. The program is written as one wrote for \
Flask-PyMongo 0.3 in 2012, and runs here as it is.

[[picture:garden.png]]

== Where to begin ==
* [[Tomatoes]] and what they want
* [[Compost]], the slow kitchen
* [[Seed calendar]], month by month
* [[How to write]] a page of your own

A link to a page that nobody wrote yet is red: [[Beans]]."""),
    ('Tomatoes', 'vegetables summer', """They want sun, warmth and a roof against the rain.

== Through the year ==
* sow inside in March, see the [[Seed calendar]]
* plant out after the last frost, with a spade of [[Compost]]
* tie up every week, pinch out the side shoots

*Water at the root*, never on the leaves."""),
    ('Compost', 'soil', """Green and brown in layers, as damp as a wrung-out cloth.

* green: grass, kitchen scraps, the side shoots of the [[Tomatoes]]
* brown: leaves, straw, torn cardboard

Turn it twice a year. It is ready when it smells of forest."""),
    ('Seed calendar', 'vegetables seeds', """    February   peppers, leeks
    March      tomatoes, lettuce
    April      peas, carrots, beetroot
    May        beans, courgettes
    August     spinach, winter salads

The frost dates are ours; yours may be two weeks off. See also [[Tomatoes]]."""),
    ('How to write', 'help', """Type text. An empty line begins a paragraph.

    == Heading ==
    * item of a list
    *strong*, `code`
    [[Tomatoes]]  [[Tomatoes|a link with other words]]
    [[picture:garden.png]]

Nothing is ever lost: each page keeps its history, and an older revision can be brought back."""),
)

SECOND_LINE = """

Ours stood under the south wall this year. 14 kg from six plants."""


def _pixel(x, y):
    """A field under an evening sky."""
    sun = (x - 510) ** 2 + (y - 150) ** 2
    hill = 226 + 30 * ((x - 640) / 260) ** 2
    meadow = 286 + 28 * ((x - 420) / 420) ** 2
    if y > meadow:
        shade = (y - meadow) / 130
        stripe = 12 if int((x - 360) * 26 / (y - 190)) % 2 else 0
        return int(96 - 40 * shade) + stripe, int(142 - 44 * shade) + stripe, 62
    if y > hill:
        return 74, 116, 92
    if sun < 1700:
        return 255, 236, 186
    glow = 1 / (1 + sun / 16000)
    return int(126 + 40 * y / 260 + 88 * glow), int(164 + 30 * y / 260 + 36 * glow), int(196 - 20 * y / 260 - 24 * glow)


def _chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def picture():
    """A PNG file, drawn here."""
    rows = b''.join(b'\0' + bytes(min(value, 255) for x in range(WIDTH) for value in _pixel(x, y))
                    for y in range(HEIGHT))
    header = struct.pack('>IIBBBBB', WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + _chunk(b'IHDR', header) + _chunk(b'IDAT', zlib.compress(rows, 9))
            + _chunk(b'IEND', b''))


def plant(app):
    """Fill the wiki, unless it has pages already."""
    client = app.test_client()
    if client.get('/api/pages').get_json()['count']:
        return
    client.post('/pictures', data={'picture': (io.BytesIO(picture()), 'garden.png'),
                                   'caption': 'The garden in the evening'})
    for title, tags, text in reversed(PAGES):
        client.post('/new', data={'title': title, 'tags': tags, 'text': text})
    pages = client.get('/api/pages').get_json()['pages']
    tomatoes = [page for page in pages if page['title'] == 'Tomatoes'][0]
    title, tags, text = PAGES[1]
    client.post('/page/%s/edit' % tomatoes['id'], data={
        'tags': tags, 'text': text + SECOND_LINE, 'revision': tomatoes['revision'], 'comment': 'The harvest'})
