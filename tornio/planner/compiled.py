"""How the inner loop is compiled, in one place: to machine code, kept for the next start, without Python's lock.

The kernel allocates nothing and its caller keeps every array alive, so no references need counting (`_nrt=False`);
counting them would take half the time. A test holds that the answers are the same with counting.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])

COUNTED = os.environ.get("TORNIO_PLANNER_COUNTED") == "1"  # with reference counts, to hold one against the other
FAST: dict[str, Any] = {"error_model": "numpy", "_nrt": COUNTED}


def _kept_at() -> Path:
    """Where compiled code is kept: beside the source, or with its owner; a folder for each wording of the kernel.

    Numba looks only whether the outermost function's own file has changed; here every file of the room counts.
    """
    here = Path(__file__).parent
    wording = hashlib.sha256(f"{COUNTED}".encode() + b"".join(each.read_bytes() for each in sorted(here.glob("*.py"))))
    own = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tornio"
    return (here / "__pycache__" if os.access(here, os.W_OK) else own) / f"kernel-{wording.hexdigest()[:16]}"


setattr(numba.config, "CACHE_DIR", str(_kept_at()))  # noqa: B010 - its types do not know of it


_njit = cast(Callable[..., Callable[[Any], Any]], njit)  # its own types do not know all that it takes


def inlined(function: Function) -> Function:
    """A piece of the kernel, put where it is called."""
    return cast(Function, _njit(forceinline=True, no_cpython_wrapper=True, **FAST)(function))


def compiled(function: Function) -> Function:
    """A way into the kernel from Python; other threads run meanwhile."""
    return cast(Function, _njit(nogil=True, cache=True, **FAST)(function))


def _trailing_zeros(_typing: Any, _word: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.uint64(types.uint64), build


trailing_zeros = cast(Callable[[Any], Any], intrinsic(_trailing_zeros))


@inlined
def draw(chance: Any) -> Any:
    """The next 64 random bits (xorshift64*, Vigna 2016, doi 10.1145/2845077)."""
    x = chance[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    chance[0] = x
    return x * np.uint64(0x2545F4914F6CDD1D)


@inlined
def below(chance: Any, bound: int) -> Any:
    """A random whole number from 0 to bound - 1; bound is under 2 to the 31."""
    return np.int64(((draw(chance) >> np.uint64(33)) * np.uint64(bound)) >> np.uint64(31))


@inlined
def exponential(chance: Any) -> Any:
    """A random number from the exponential distribution with mean 1."""
    return -np.log((np.int64(draw(chance) >> np.uint64(11)) + 1) * 2.0**-53)
