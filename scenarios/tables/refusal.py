"""Why the system refused a file, in words of both languages: the system's own are in its language only."""

from __future__ import annotations

import errno
from dataclasses import dataclass

_SAID = {
    errno.EACCES: ("no right to it, or it is open in another program", "没有权限，或文件正被其他程序使用"),
    errno.EPERM: ("no right to it", "没有权限"),
    errno.ENOENT: ("there is no such file or folder", "没有该文件或文件夹"),
    errno.ENOTDIR: ("part of its path is a file, not a folder", "路径中有一段是文件，不是文件夹"),
    errno.EISDIR: ("it is a folder", "这是文件夹"),
    errno.ENOSPC: ("the disk is full", "磁盘已满"),
    errno.EDQUOT: ("the space allowed on the disk is used up", "磁盘配额已用完"),
    errno.EFBIG: ("the file would be too large", "文件过大"),
    errno.EROFS: ("the disk can only be read", "磁盘只读"),
    errno.EIO: ("the disk reports an error", "磁盘出错"),
    errno.ENAMETOOLONG: ("its name is too long", "名称过长"),
    errno.EBUSY: ("it is in use", "正在使用中"),
    errno.EMFILE: ("too many files are open", "打开的文件过多"),
    errno.ELOOP: ("its links lead round in a circle", "链接循环"),
}
"""What numbers of the system's errors mean."""


@dataclass(frozen=True)
class Refusal:
    """Why the system refused, as the end of a sentence in English and in Chinese."""

    why: str
    why_zh: str

    def told(self, lang: str) -> str:
        """Return it in one language."""
        return self.why_zh if lang == "zh" else self.why

    @property
    def words(self) -> dict[str, str]:
        """Return it as the words of a fault."""
        return {"why": self.why, "why_zh": self.why_zh}


def refusal(error: OSError) -> Refusal:
    """Return why the system refused; an error that is not known keeps the system's words."""
    known = _SAID.get(error.errno or 0)
    if known is None:
        said = error.strerror or str(error) or "error"
        return Refusal(said, f"系统报告 {said}")
    return Refusal(*known)


def is_known(error: OSError) -> bool:
    """Say whether an error is of those that files meet."""
    return error.errno in _SAID
