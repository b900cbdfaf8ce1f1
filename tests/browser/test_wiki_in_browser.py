"""A person at the demo: reads, writes, edits, puts a picture on a page and sees it."""
import base64
import os

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

# 24 by 16 pixels.
SUN = base64.b64decode(
    'iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAIAAACDRijCAAAAGklEQVR42mP4tcWGKohh1KBRg0YNGjWIMgQAO+LfH9O++zcAAAAASUVORK5CYII=')


@pytest.fixture
def wiki(demo, browser):
    browser.get(demo.url + '/')
    return browser


@pytest.fixture
def screenshot(browser, tmp_path):
    """`screenshot(name)` keeps the window as a picture where pytest keeps temporary files."""
    def save(name):
        path = tmp_path / (name + '.png')
        assert browser.save_screenshot(str(path))
        return path
    return save


def leave(browser, go):
    """Call `go`, which leads to another page, and wait for all of that page."""
    browser.execute_script('window.left = true')
    go()
    # A script that is cut off by the change of pages is an error of the driver.
    WebDriverWait(browser, 20, ignored_exceptions=[WebDriverException]).until(lambda browser: browser.execute_script(
        'return !window.left && document.readyState === "complete"'))


def follow(browser, text):
    leave(browser, browser.find_element(By.LINK_TEXT, text).click)


def heading(browser):
    return browser.find_element(By.TAG_NAME, 'h1').text


def fill(browser, **fields):
    for name, value in fields.items():
        field = browser.find_element(By.CSS_SELECTOR, 'main [name=%s]' % name)
        field.clear()
        field.send_keys(value)


def press(browser, text):
    leave(browser, browser.find_element(By.XPATH, '//button[normalize-space()="%s"]' % text).click)


def flashes(browser):
    return [message.text for message in browser.find_elements(By.CLASS_NAME, 'flash')]


def width_of(browser, selector):
    """The width of a picture as it came, in pixels; 0 if it could not be shown."""
    picture = browser.find_element(By.CSS_SELECTOR, selector)
    return browser.execute_async_script(
        'const [picture, done] = arguments;'
        'picture.decode().then(() => done(picture.naturalWidth), () => done(0));', picture)


def test_first_page_lists_what_is_planted(wiki, screenshot):
    titles = [cell.text for cell in wiki.find_elements(By.CSS_SELECTOR, 'main td:first-child')]
    assert titles == ['Compost', 'How to write', 'Seed calendar', 'Tomatoes', 'Welcome']
    assert screenshot('list').stat().st_size > 0


def test_planted_picture_is_shown(wiki, screenshot):
    follow(wiki, 'Welcome')
    assert width_of(wiki, 'img.picture') == 720
    screenshot('page')


def test_create_edit_list_and_delete_a_page(wiki, screenshot):
    follow(wiki, 'New page')
    fill(wiki, title='Gr\u00fcne Bohnen', text='Sown in *May*, next to [[Tomatoes]].', tags='vegetables')
    press(wiki, 'Save the page')
    assert heading(wiki) == 'Gr\u00fcne Bohnen'
    assert flashes(wiki) == ['The page is made.']

    follow(wiki, 'Edit')
    fill(wiki, text='Sown in *June* this year.', comment='A cold spring')
    screenshot('edit')
    press(wiki, 'Save the page')
    assert wiki.find_element(By.CSS_SELECTOR, '.text strong').text == 'June'

    follow(wiki, 'History')
    rows = [row.text for row in wiki.find_elements(By.CSS_SELECTOR, 'main td:nth-child(2)')]
    assert rows == ['A cold spring', 'First version']
    follow(wiki, '2')
    assert wiki.find_element(By.CLASS_NAME, 'added').text.endswith('June* this year.')
    screenshot('changes')

    follow(wiki, 'Pages')
    follow(wiki, 'Gr\u00fcne Bohnen')
    follow(wiki, 'Delete')
    press(wiki, 'Delete the page')
    assert flashes(wiki) == ['"Gr\u00fcne Bohnen" is gone, with 2 revisions.']
    assert not wiki.find_elements(By.LINK_TEXT, 'Gr\u00fcne Bohnen')


def test_upload_a_picture_and_see_it(wiki, demo, screenshot, tmp_path):
    picture = tmp_path / 'sun.png'
    picture.write_bytes(SUN)
    follow(wiki, 'Pictures')
    wiki.find_element(By.NAME, 'picture').send_keys(os.fspath(picture))
    fill(wiki, caption='The sun')
    press(wiki, 'Add the picture')
    assert flashes(wiki) == ['The picture is added.']
    assert width_of(wiki, 'img[alt="The sun"]') == 24
    screenshot('pictures')

    follow(wiki, 'New page')
    fill(wiki, title='The sun', text='[[picture:sun.png]]')
    press(wiki, 'Save the page')
    assert width_of(wiki, 'img.picture') == 24


def test_unwritten_page_offers_to_write_it(wiki):
    follow(wiki, 'Welcome')
    follow(wiki, 'Beans')
    assert heading(wiki) == 'Beans'
    follow(wiki, 'Write it.')
    assert wiki.find_element(By.NAME, 'title').get_attribute('value') == 'Beans'


def test_search_finds_words_of_the_text(wiki):
    field = wiki.find_element(By.NAME, 'q')
    field.send_keys('wrung-out')
    leave(wiki, field.submit)
    assert [found.text for found in wiki.find_elements(By.CSS_SELECTOR, '.results a')] == ['Compost']


@pytest.mark.parametrize('width', [1200, 390])
@pytest.mark.parametrize('path', ['/', '/wiki/Welcome', '/pictures', '/new', '/about'])
def test_nothing_sticks_out(wiki, demo, path, width):
    wiki.execute_cdp_cmd('Emulation.setDeviceMetricsOverride',
                         {'width': width, 'height': 844, 'deviceScaleFactor': 1, 'mobile': True})
    try:
        wiki.get(demo.url + path)
        assert wiki.execute_script('return document.documentElement.scrollWidth') <= width
    finally:
        wiki.execute_cdp_cmd('Emulation.clearDeviceMetricsOverride', {})


def test_browser_has_nothing_to_complain_about(wiki, demo):
    wiki.get_log('browser')
    for path in ('/', '/wiki/Welcome', '/pictures', '/about'):
        wiki.get(demo.url + path)
    assert wiki.get_log('browser') == []
