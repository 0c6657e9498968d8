# Tiến Độ. `make help` lists what there is; `make run` and `make test` do everything.

DATA ?= data
LISTEN ?= 127.0.0.1:3000
DEMO ?= 1
CHROMIUM ?= /usr/bin/chromium

CARGO ?= cargo
TIENDO := target/debug/tiendo --data $(DATA) --listen $(LISTEN)
PLAYWRIGHT := npx playwright test --config end2end/playwright.config.ts

export CHROMIUM
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD = 1

.DEFAULT_GOAL := help
.PHONY: help setup tools web run build test test-setup fmt lint unit e2e browser screenshots bench release clean

help: ## Lists all recipes
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'
	@echo '  Variables of make run: DEMO=0 (empty install), DATA=data, LISTEN=127.0.0.1:3000'

tools:
	@command -v $(CARGO) >/dev/null || { echo 'Rust is missing: install rustup from https://rustup.rs (Debian: apt install rustup; macOS: brew install rustup)'; exit 1; }
	@command -v npm >/dev/null || { echo 'Node.js 20 or newer with npm is missing: https://nodejs.org (Debian/Ubuntu: apt install nodejs npm; macOS: brew install node)'; exit 1; }
	@node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' || { echo "Node.js 20 or newer is needed, this is $$(node --version)"; exit 1; }
	@command -v cc >/dev/null || { echo 'A C compiler is missing (Debian/Ubuntu: apt install build-essential; macOS: xcode-select --install)'; exit 1; }

setup: tools node_modules/.package-lock.json ## Gets the WebAssembly target and the front-end tools
	@! command -v rustup >/dev/null || rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown
	@! command -v rustup >/dev/null || rustup component add rustfmt clippy >/dev/null 2>&1 || true

node_modules/.package-lock.json: package.json package-lock.json
	npm ci
	@touch $@

web: setup
	$(CARGO) xtask web

build: web ## Builds the browser side and the server, for running
	$(CARGO) build --quiet --package server

run: build ## Builds, makes the demo district (DEMO=0: does not), serves, prints address and accounts
ifeq ($(DEMO),0)
	@test ! -e $(DATA)/tiendo.db || echo 'There is a database in $(DATA) already: it is served as it is. For an empty one: make run DEMO=0 DATA=other-folder'
else
	@$(TIENDO) demo --if-empty
endif
	@exec $(TIENDO) serve

test: test-setup lint web unit browser ## Formatting, lints, unit, integration and browser tests

test-setup: setup ## Gets what tests need: Chromium and PostgreSQL
	@missing=''; \
	test -x "$(CHROMIUM)" || missing="$$missing chromium"; \
	test -n "$$PG_BIN" || command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	test -z "$$missing" && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing:$$missing"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else \
		echo "For the tests install:$$missing"; \
		echo "  Debian/Ubuntu: sudo apt install$$missing"; \
		echo '  elsewhere: Chromium or Chrome (then make test CHROMIUM=/path/to/it) and PostgreSQL 13 or newer (then PG_BIN=/path/to/its/bin make test)'; \
		exit 1; \
	fi

fmt: ## Formats the Rust code
	$(CARGO) fmt --all

lint: setup ## Formatting and lints, for the server and for the browser
	$(CARGO) fmt --all --check
	$(CARGO) clippy --quiet --workspace --all-targets -- -D warnings
	$(CARGO) clippy --quiet --package app --no-default-features --features hydrate --target wasm32-unknown-unknown --target-dir target/front --profile wasm-release -- -D warnings

unit: ## Unit and integration tests, on SQLite and on a PostgreSQL of their own
	$(CARGO) xtask with-postgres $(CARGO) test --workspace

e2e: build browser ## Browser tests

# Uses the program that was built last: within `make test` the one that the other tests were built with.
browser:
	$(PLAYWRIGHT)

screenshots: build ## Writes the pictures of docs/images
	SCREENSHOTS=1 $(PLAYWRIGHT) --grep @screenshots

bench: web ## Speed of sign-in, lesson, quiz and dashboard beside a bare handler, and bytes of the first page
	$(CARGO) build --release --package server
	$(CARGO) xtask bench

release: web ## Optimised server in target/release and browser side in target/site
	$(CARGO) build --release --package server

clean: ## Removes everything built; keeps data
	$(CARGO) clean
	rm -rf node_modules
