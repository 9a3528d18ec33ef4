"""What `make test` counts and says at the end."""

from collections import Counter

from tests.run import Suite, sentence

REPORT = """<?xml version="1.0"?><testsuites><testsuite>
<testcase name="a"/><testcase name="b"/>
<testcase name="c"><failure message="no"/></testcase>
<testcase name="d"><error message="no"/></testcase>
<testcase name="e"><skipped message="no Chromium was found"/></testcase>
</testsuite></testsuites>"""


def test_the_sum_of_a_suite(tmp_path):
    suite = Suite("SQLite", "sqlite", tmp_path)
    suite.report.write_text(REPORT)
    suite.count()
    assert sentence(suite.counts) == "2 passed, 2 failed, 1 skipped"
    assert suite.skipped == Counter({"no Chromium was found": 1})


def test_a_suite_that_did_not_come_to_its_report_failed(tmp_path):
    suite = Suite("SQLite", "sqlite", tmp_path)
    suite.count()
    assert sentence(suite.counts) == "0 passed, 1 failed, 0 skipped"
