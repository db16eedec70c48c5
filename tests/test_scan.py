"""Files and folders that are as they were are told from those that are not."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hdirledger import scan


def stamps(project: Path) -> dict[str, str]:
    found = {f"{path.relative_to(project)}": path for path in project.rglob("*")}
    return {
        f"{name}/" if path.is_dir() else name: scan.stamp(os.lstat(path))
        for name, path in found.items()
    }


@pytest.fixture(params=[2, 10_000], ids=["two processes", "one"])
def project(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setattr(scan, "_MANY", request.param)
    for name in ("a/one.yaml", "a/two.yaml", "b/c/three.yaml", "b/fire ø.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def test_nothing_changed(project: Path) -> None:
    known = stamps(project)
    assert scan.unchanged(str(project), known)
    assert not scan.unchanged(str(project), known | {"a/none.yaml": "1 2 3 4"})


@pytest.mark.parametrize("name", ["a/one.yaml", "b/fire ø.yaml"])
@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_text("another", encoding="utf-8"),
        lambda file: file.unlink(),
        lambda file: file.rename(file.with_name("other.yaml")),
        lambda file: file.with_name("more.yaml").touch(),
        lambda file: file.with_name("more").mkdir(),
        lambda file: file.chmod(0o600),
        lambda file: (file.rename(file.with_name("x")), file.symlink_to("x")),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["written", "removed", "renamed", "file added", "folder added", "mode", "link", "folder"],
)
def test_a_change(project: Path, name: str, change: Callable[[Path], object]) -> None:
    known = stamps(project)
    change(project / name)
    assert not scan.unchanged(str(project), known)


def test_a_folder_that_cannot_be_entered(project: Path) -> None:
    known = stamps(project)
    (project / "b").rename(project / "d")
    assert not scan.unchanged(str(project), known)
