"""The aws command's own S3 commands, as users type them."""

from __future__ import annotations

import filecmp
import json
import os
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from support import World, unique


@pytest.fixture
def bucket(world: World) -> str:
    name = unique("bucket")
    world.aws("s3", "mb", f"s3://{name}")
    return name


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small folder with a sub-folder, an empty file, and a name that has to be escaped in XML and in URLs."""
    root = tmp_path / "tree"
    (root / "sub").mkdir(parents=True)
    (root / "a.txt").write_text("a")
    (root / "empty").touch()
    (root / "sub" / "50% & more + <é>.txt").write_text("special")
    for file in (path for path in root.rglob("*") if path.is_file()):
        # S3 tells the time of an object in whole seconds: sync would send a file of the same second again.
        os.utime(file, times=(time.time() - 60,) * 2)
    return root


def test_cp_brings_a_file_there_and_back(world: World, bucket: str, tree: Path, tmp_path: Path) -> None:
    world.aws("s3", "cp", tree / "a.txt", f"s3://{bucket}/x/a.txt")
    world.aws("s3", "cp", f"s3://{bucket}/x/a.txt", tmp_path / "back.txt")
    assert (tmp_path / "back.txt").read_text() == "a"


def test_cp_of_a_large_file_is_a_multipart_upload_and_keeps_every_byte(
    world: World, bucket: str, tmp_path: Path
) -> None:
    large = tmp_path / "large"
    large.write_bytes(bytes(range(256)) * 4 * 1024 * 20)  # 20 MiB: over the 8 MiB threshold of the command
    world.aws("s3", "cp", large, f"s3://{bucket}/large")
    etag = json.loads(world.aws("s3api", "head-object", "--bucket", bucket, "--key", "large"))["ETag"]
    assert etag.strip('"').endswith("-3")
    world.aws("s3", "cp", f"s3://{bucket}/large", tmp_path / "back")
    assert filecmp.cmp(large, tmp_path / "back", shallow=False)


def test_cp_streams_from_standard_input_and_to_standard_output(world: World, bucket: str) -> None:
    world.aws("s3", "cp", "-", f"s3://{bucket}/stream", input="from a pipe")
    assert world.aws("s3", "cp", f"s3://{bucket}/stream", "-") == "from a pipe"


def test_cp_recursive_keeps_odd_names(world: World, bucket: str, tree: Path, tmp_path: Path) -> None:
    world.aws("s3", "cp", "--recursive", tree, f"s3://{bucket}/tree")
    world.aws("s3", "cp", "--recursive", f"s3://{bucket}/tree", tmp_path / "back")
    assert (tmp_path / "back" / "sub" / "50% & more + <é>.txt").read_text() == "special"
    assert (tmp_path / "back" / "empty").stat().st_size == 0


def test_cp_between_keys_copies_on_the_server(world: World, bucket: str, tree: Path) -> None:
    world.aws("s3", "cp", tree / "a.txt", f"s3://{bucket}/one")
    world.aws("s3", "cp", f"s3://{bucket}/one", f"s3://{bucket}/two & three")
    assert world.aws("s3", "cp", f"s3://{bucket}/two & three", "-") == "a"


def test_cp_of_a_missing_object_says_404(world: World, bucket: str, tmp_path: Path) -> None:
    missing = world.try_aws("s3", "cp", f"s3://{bucket}/nope", tmp_path / "nope")
    assert missing.returncode != 0
    assert "404" in missing.stderr


def test_sync_sends_what_changed_and_removes_what_is_gone(world: World, bucket: str, tree: Path) -> None:
    target = f"s3://{bucket}/sync"
    assert world.aws("s3", "sync", tree, target).count("upload:") == 3
    assert world.aws("s3", "sync", tree, target) == ""
    (tree / "a.txt").write_text("changed")
    (tree / "empty").unlink()
    again = world.aws("s3", "sync", "--delete", tree, target)
    assert again.count("upload:") == 1
    assert again.count("delete:") == 1
    assert world.aws("s3", "cp", f"{target}/a.txt", "-") == "changed"


def test_sync_brings_a_prefix_back(world: World, bucket: str, tree: Path, tmp_path: Path) -> None:
    world.aws("s3", "sync", tree, f"s3://{bucket}/t")
    world.aws("s3", "sync", f"s3://{bucket}/t", tmp_path / "back")
    assert sorted(path.name for path in (tmp_path / "back").rglob("*") if path.is_file()) == sorted(
        path.name for path in tree.rglob("*") if path.is_file()
    )


def test_ls_shows_buckets_folders_and_objects(world: World, bucket: str, tree: Path) -> None:
    world.aws("s3", "sync", tree, f"s3://{bucket}/")
    assert bucket in world.aws("s3", "ls")
    shown = world.aws("s3", "ls", f"s3://{bucket}/")
    assert "PRE sub/" in shown
    assert " 1 a.txt" in shown
    summary = world.aws("s3", "ls", "--recursive", "--summarize", f"s3://{bucket}/")
    assert "Total Objects: 3" in summary
    assert "Total Size: 8" in summary


def test_mv_moves_and_rm_removes(world: World, bucket: str, tree: Path) -> None:
    world.aws("s3", "sync", tree, f"s3://{bucket}/")
    world.aws("s3", "mv", f"s3://{bucket}/a.txt", f"s3://{bucket}/moved/a.txt")
    assert world.try_aws("s3api", "head-object", "--bucket", bucket, "--key", "a.txt").returncode != 0
    assert world.aws("s3", "cp", f"s3://{bucket}/moved/a.txt", "-") == "a"
    assert world.aws("s3", "rm", "--recursive", f"s3://{bucket}/").count("delete:") == 3
    assert world.aws("s3", "ls", f"s3://{bucket}/") == ""


def test_rb_refuses_a_full_bucket_and_force_empties_it(world: World, bucket: str, tree: Path) -> None:
    world.aws("s3", "cp", tree / "a.txt", f"s3://{bucket}/a.txt")
    refused = world.try_aws("s3", "rb", f"s3://{bucket}")
    assert refused.returncode != 0
    assert "BucketNotEmpty" in refused.stderr
    world.aws("s3", "rb", "--force", f"s3://{bucket}")
    assert bucket not in world.aws("s3", "ls")


def test_presign_makes_an_address_that_anyone_may_read(world: World, bucket: str, tree: Path) -> None:
    world.aws("s3", "cp", tree / "a.txt", f"s3://{bucket}/a.txt")
    address = world.aws("s3", "presign", f"s3://{bucket}/a.txt", "--expires-in", "60").strip()
    with urllib.request.urlopen(address) as answer:
        assert answer.read() == b"a"
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(address.replace("/a.txt", "/b.txt"))
    assert refusal.value.code == 403
