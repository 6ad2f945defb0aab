"""How gunicorn serves the site; newsroom.service names this file. What the site itself needs is in `.env`."""

import os

wsgi_app = "newsroom.wsgi"
# By systemd it gets the socket that newsroom.socket describes; this one is for a start by hand.
bind = "127.0.0.1:8001"

# Each thread has a database connection of its own: workers × threads of PostgreSQL's max_connections.
workers = (os.cpu_count() or 1) + 1
threads = 4
worker_class = "gthread"
# Where a library leaks, its worker does not live to show it; not all end at once.
max_requests = 5000
max_requests_jitter = 500
graceful_timeout = 30

# gunicorn's own, 0, would let everybody write into folders of uploads.
umask = 0o022
# Nobody steers it but systemd.
control_socket_disable = True
