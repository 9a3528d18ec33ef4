"""How fast it is: a large company in a database of its own, and the work of its people over HTTP on loopback."""

from collections.abc import Callable
from datetime import datetime

from careloop import launch
from careloop.bench import place

HOST = "127.0.0.1"


def run(cases: int, port: int, clock: Callable[[], datetime]) -> int:
    """Builds what is missing of the company, measures and prints the table."""
    address = f"http://{HOST}:{port}/"
    launch.demand_free_port(HOST, port, address)
    folder = place.prepare(cases, HOST, address)
    loaded = place.fill(cases, folder, clock(), launch.say)
    from careloop.bench.report import lines
    from careloop.bench.scenes import Scenes

    stop, children = launch.stop_event(), launch.Children()
    try:
        children.start("web server", launch.web_command(HOST, port, workers=2))
        if not launch.wait_for_answer(address, children, stop):
            return 1
        measured = Scenes(HOST, port, clock()).measure(launch.say)
    finally:
        children.end()
    launch.say("\n".join(lines(measured, loaded)))
    return 0
