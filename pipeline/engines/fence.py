"""The system's fence around a worker: calls for which it has no need are refused, whatever language asks for them.

`sandbox.py` stops Python code. A library written in C that a file has talked into something asks the system itself:
Linux can refuse that by a filter of system calls (seccomp), which no process can take off again. Refused are the
network, programs and processes, opening anything to write, changing names, rights and sizes of files, signals to
others, and what only an administrator does. Threads of its own, memory, and reading are left.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


def _numbers(table: str) -> Mapping[str, int]:
    return {name: int(number) for name, number in (pair.split() for pair in table.split(","))}


# Numbers of system calls: linux, arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h. What one
# machine has under an old name only (unlink) has no number on the other. Above 423 all machines have the same.
_NEWER = _numbers(
    """
    pidfd_send_signal 424, io_uring_setup 425, io_uring_enter 426, io_uring_register 427, open_tree 428,
    move_mount 429, fsopen 430, fsconfig 431, fsmount 432, pidfd_getfd 438, mount_setattr 442, fchmodat2 452,
    setxattrat 463, removexattrat 466
    """
)
# In order: the network; programs, processes, signals; files to write, change or remove; what an administrator does.
_X86_64 = _numbers(
    """
    socket 41, connect 42, accept 43, bind 49, listen 50, socketpair 53, accept4 288, fork 57, vfork 58, execve
    59, execveat 322, kill 62, tkill 200, rt_sigqueueinfo 129, rt_tgsigqueueinfo 297, ptrace 101,
    process_vm_readv 310, process_vm_writev 311, creat 85, truncate 76, ftruncate 77, fallocate 285, rename 82,
    renameat 264, renameat2 316, mkdir 83, mkdirat 258, rmdir 84, link 86, linkat 265, unlink 87, unlinkat 263,
    symlink 88, symlinkat 266, mknod 133, mknodat 259, chmod 90, fchmod 91, fchmodat 268, chown 92, fchown 93,
    lchown 94, fchownat 260, utime 132, utimes 235, futimesat 261, utimensat 280, setxattr 188, lsetxattr 189,
    fsetxattr 190, removexattr 197, lremovexattr 198, fremovexattr 199, open_by_handle_at 304, mount 165,
    umount2 166, pivot_root 155, chroot 161, unshare 272, setns 308, bpf 321, init_module 175, finit_module 313,
    delete_module 176, kexec_load 246, kexec_file_load 320, reboot 169, swapon 167, swapoff 168, sethostname
    170, settimeofday 164, clock_settime 227, keyctl 250, add_key 248, request_key 249, userfaultfd 323,
    perf_event_open 298, iopl 172, ioperm 173, setrlimit 160
    """
)
_AARCH64 = _numbers(
    """
    socket 198, socketpair 199, bind 200, listen 201, accept 202, connect 203, accept4 242, execve 221, execveat
    281, kill 129, tkill 130, rt_sigqueueinfo 138, rt_tgsigqueueinfo 240, ptrace 117, process_vm_readv 270,
    process_vm_writev 271, truncate 45, ftruncate 46, fallocate 47, renameat 38, renameat2 276, mkdirat 34,
    linkat 37, unlinkat 35, symlinkat 36, mknodat 33, fchmod 52, fchmodat 53, fchownat 54, fchown 55, utimensat
    88, setxattr 5, lsetxattr 6, fsetxattr 7, removexattr 14, lremovexattr 15, fremovexattr 16,
    open_by_handle_at 265, mount 40, umount2 39, pivot_root 41, chroot 51, unshare 97, setns 268, bpf 280,
    init_module 105, finit_module 273, delete_module 106, kexec_load 104, kexec_file_load 294, reboot 142,
    swapon 224, swapoff 225, sethostname 161, settimeofday 170, clock_settime 112, keyctl 219, add_key 217,
    request_key 218, userfaultfd 282, perf_event_open 241, setrlimit 164
    """
)


@dataclass(frozen=True, slots=True)
class _Machine:
    """How the system names a kind of processor, and the numbers of its calls: those refused at all, and those that are
    refused by what they are asked for."""

    name: int
    seccomp: int
    refused: Mapping[str, int]
    asked: Mapping[str, int]


_MACHINES = {
    "x86_64": _Machine(
        0xC000003E,
        317,
        {**_X86_64, **_NEWER},
        {"open": 2, "openat": 257, "clone": 56, "tgkill": 234, "prlimit64": 302, "ioctl": 16},
    ),
    "aarch64": _Machine(
        0xC00000B7,
        277,
        {**_AARCH64, **_NEWER},
        {"openat": 56, "clone": 220, "tgkill": 131, "prlimit64": 261, "ioctl": 29},
    ),
}
_CLONE3, _OPENAT2 = 435, 437  # told to be unknown: libraries then ask for clone and openat, which show what they want
_X32 = 0x40000000  # from here on x86_64 has the same calls under other numbers

# A program of the filter: instructions of (code, jump if true, jump if false, value). linux/bpf_common.h
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_NUMBER, _KIND, _ARGUMENTS = 0, 4, 16  # places in what the filter looks at, linux/seccomp.h
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_THREAD = 0x00010000  # of clone: a thread of this process, not a process of its own
_TYPED_FOR_THE_USER = (0x5412, 0x541C)  # of ioctl: TIOCSTI, TIOCLINUX put words into a terminal as if typed

_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER_MODE = 38, 22, 2
_SET_FILTER_BY_CALL, _AS_FAST_AS_BEFORE = 1, 4  # of seccomp(): SECCOMP_FILTER_FLAG_SPEC_ALLOW
Instruction = tuple[int, int, int, int]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def fence() -> bool:
    """Refuse this process, from now on, the system calls that a worker has no need of; they end in PermissionError.

    Returns False where the system cannot do that (no Linux, another processor, a container that forbids filters):
    then only the fence of `sandbox.py` stands.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None or not hasattr(os, "uname") or os.uname().sysname != "Linux":
        return False
    instructions = tuple(_program(machine, os.getpid()))
    packed = b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)
    program = _Program(len(instructions), packed)
    try:
        library = ctypes.CDLL(None)
        control, call = library.prctl, library.syscall
    except (OSError, AttributeError):
        return False
    control.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)
    call.argtypes = (ctypes.c_long, *(ctypes.c_ulong,) * 3)
    if control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    # Older systems slow a process with a filter down against another attack, unless they are told not to.
    if call(machine.seccomp, _SET_FILTER_BY_CALL, _AS_FAST_AS_BEFORE, ctypes.addressof(program)) == 0:
        return True
    return bool(control(_SET_FILTER, _FILTER_MODE, ctypes.addressof(program), 0, 0) == 0)


def _program(machine: _Machine, process: int) -> Iterator[Instruction]:
    """The filter: which machine, then which call, then, for a few, what it is asked for."""
    yield _LOAD, 0, 0, _KIND
    yield _EQUAL, 1, 0, machine.name
    yield _RETURN, 0, 0, _REFUSE
    yield _LOAD, 0, 0, _NUMBER
    if machine.name == _MACHINES["x86_64"].name:
        yield from _if(_AT_LEAST, _X32, _REFUSE)
    for number in sorted(machine.refused.values()):
        yield from _if(_EQUAL, number, _REFUSE)
    for number in (_CLONE3, _OPENAT2):
        yield from _if(_EQUAL, number, _UNKNOWN)
    for name, number in machine.asked.items():
        block = tuple(_asked(name, process))
        yield _EQUAL, 0, len(block), number
        yield from block
    yield _RETURN, 0, 0, _ALLOW


def _if(test: int, value: int, answer: int) -> Iterator[Instruction]:
    yield test, 0, 1, value
    yield _RETURN, 0, 0, answer


def _asked(name: str, process: int) -> Iterator[Instruction]:
    """What a call is refused for. The lower half of an argument stands first: both machines are little-endian."""
    match name:
        case "open" | "openat":
            yield _LOAD, 0, 0, _argument(1 if name == "open" else 2)
            yield from _if(_ANY_BIT, WRITING, _REFUSE)
        case "clone":
            yield _LOAD, 0, 0, _argument(0)
            yield from _if(_ANY_BIT, _THREAD, _ALLOW)
            yield _RETURN, 0, 0, _REFUSE
        case "tgkill":  # to itself, as abort() does
            yield _LOAD, 0, 0, _argument(0)
            yield from _if(_EQUAL, process, _ALLOW)
            yield _RETURN, 0, 0, _REFUSE
        case "prlimit64":  # to ask for a limit, not to set one
            for half in (0, 4):
                yield _LOAD, 0, 0, _argument(2) + half
                yield _EQUAL, 1, 0, 0
                yield _RETURN, 0, 0, _REFUSE
        case "ioctl":
            yield _LOAD, 0, 0, _argument(1)
            for wanted in _TYPED_FOR_THE_USER:
                yield from _if(_EQUAL, wanted, _REFUSE)
    yield _RETURN, 0, 0, _ALLOW


def _argument(place: int) -> int:
    return _ARGUMENTS + 8 * place
