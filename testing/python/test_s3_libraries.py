"""boto3's transfers and the S3 file systems that data people use."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import boto3
import pandas
import pyarrow
import pyarrow.dataset
import pyarrow.fs
import pyarrow.parquet
import pytest
import requests
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError
from support import World, unique


@pytest.fixture
def arrow(world: World) -> pyarrow.fs.S3FileSystem:
    return pyarrow.fs.S3FileSystem(
        access_key=world.server.key.access_key_id,
        secret_key=world.server.key.secret_access_key,
        endpoint_override=world.server.endpoint,
        region=world.server.address.region,
    )


def test_a_transfer_in_parts_keeps_every_byte(world: World, tmp_path: Path) -> None:
    body = os.urandom(17 * 1024 * 1024 + 3)
    parts = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20, max_concurrency=4)
    key = unique("parts")
    world.s3.upload_fileobj(io.BytesIO(body), world.bucket, key, Config=parts, ExtraArgs={"Metadata": {"who": "me"}})
    head = world.s3.head_object(Bucket=world.bucket, Key=key)
    assert head["ContentLength"] == len(body)
    assert head["Metadata"] == {"who": "me"}
    assert head["ETag"].strip('"').endswith("-4")
    target = tmp_path / "back"
    world.s3.download_file(world.bucket, key, str(target), Config=parts)
    assert target.read_bytes() == body


def test_a_copy_in_parts_keeps_every_byte(world: World) -> None:
    body = os.urandom(11 * 1024 * 1024)
    world.s3.put_object(Bucket=world.bucket, Key="copy/source", Body=body)
    parts = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)
    world.s3.copy({"Bucket": world.bucket, "Key": "copy/source"}, world.bucket, "copy/target", Config=parts)
    assert world.s3.get_object(Bucket=world.bucket, Key="copy/target")["Body"].read() == body


def test_an_abandoned_upload_leaves_no_object(world: World) -> None:
    upload = world.s3.create_multipart_upload(Bucket=world.bucket, Key="abandoned")
    named: dict[str, Any] = {"Bucket": world.bucket, "Key": "abandoned", "UploadId": upload["UploadId"]}
    world.s3.upload_part(**named, PartNumber=1, Body=b"x")
    world.s3.abort_multipart_upload(**named)
    with pytest.raises(ClientError, match="404"):
        world.s3.head_object(Bucket=world.bucket, Key="abandoned")
    with pytest.raises(world.s3.exceptions.NoSuchUpload):
        world.s3.upload_part(**named, PartNumber=2, Body=b"x")


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_a_presigned_put_and_get_work_without_a_client(world: World, version: str) -> None:
    """For an endpoint of one's own boto3 presigns with "s3", the signature before version 4, unless told otherwise."""
    s3 = boto3.client(
        "s3",
        endpoint_url=world.server.endpoint,
        region_name=world.server.address.region,
        aws_access_key_id=world.server.key.access_key_id,
        aws_secret_access_key=world.server.key.secret_access_key,
        config=Config(signature_version=version),
    )
    named = {"Bucket": world.bucket, "Key": f"presigned/50% & + é {version}"}
    assert requests.put(s3.generate_presigned_url("put_object", Params=named), data=b"sent", timeout=30).ok
    address = s3.generate_presigned_url("get_object", Params=named | {"ResponseContentType": "text/plain"})
    answer = requests.get(address, timeout=30)
    assert (answer.content, answer.headers["Content-Type"]) == (b"sent", "text/plain")
    assert requests.get(address.replace("50%25", "51%25"), timeout=30).status_code == 403
    assert requests.delete(address, timeout=30).status_code == 403


def test_paging_through_many_keys_shows_each_once(world: World) -> None:
    bucket = unique("many")
    world.s3.create_bucket(Bucket=bucket)
    for number in range(45):
        world.s3.put_object(Bucket=bucket, Key=f"{number % 3}/{number:02d}", Body=b"")
    pages = world.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, PaginationConfig={"PageSize": 10})
    keys = [item["Key"] for page in pages for item in page["Contents"]]
    assert len(keys) == len(set(keys)) == 45
    assert keys == sorted(keys)
    folders = world.s3.list_objects_v2(Bucket=bucket, Delimiter="/")["CommonPrefixes"]
    assert [folder["Prefix"] for folder in folders] == ["0/", "1/", "2/"]


def test_a_wrong_secret_is_refused(world: World) -> None:
    stranger = boto3.client(
        "s3",
        endpoint_url=world.server.endpoint,
        region_name="us-east-1",
        aws_access_key_id=world.server.key.access_key_id,
        aws_secret_access_key="wrong",
    )
    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        stranger.list_buckets()


def test_pyarrow_writes_and_reads_a_partitioned_dataset(world: World, arrow: pyarrow.fs.S3FileSystem) -> None:
    table = pyarrow.table({"year": [2022, 2023, 2023], "score": [1.5, 2.5, 3.5]})
    pyarrow.parquet.write_to_dataset(table, f"{world.bucket}/arrow/scores", partition_cols=["year"], filesystem=arrow)
    found = pyarrow.dataset.dataset(f"{world.bucket}/arrow/scores", filesystem=arrow, partitioning="hive")
    assert found.to_table(filter=pyarrow.dataset.field("year") == 2023)["score"].to_pylist() == [2.5, 3.5]


def test_pyarrow_sees_files_folders_and_what_is_missing(world: World, arrow: pyarrow.fs.S3FileSystem) -> None:
    with arrow.open_output_stream(f"{world.bucket}/arrow/text/a.txt") as out:
        out.write(b"12345")
    file, folder, missing = arrow.get_file_info(
        [f"{world.bucket}/arrow/text/{name}" for name in ("a.txt", "", "missing")]
    )
    assert (file.type, file.size) == (pyarrow.fs.FileType.File, 5)
    assert folder.type == pyarrow.fs.FileType.Directory
    assert missing.type == pyarrow.fs.FileType.NotFound
    arrow.move(f"{world.bucket}/arrow/text/a.txt", f"{world.bucket}/arrow/text/b.txt")
    arrow.delete_dir(f"{world.bucket}/arrow/text")
    assert arrow.get_file_info(f"{world.bucket}/arrow/text/b.txt").type == pyarrow.fs.FileType.NotFound


def test_pyarrow_reads_ranges_of_a_large_file(world: World, arrow: pyarrow.fs.S3FileSystem) -> None:
    body = os.urandom(12 * 1024 * 1024)
    with arrow.open_output_stream(f"{world.bucket}/arrow/large") as out:  # over 10 MB: uploaded in parts
        out.write(body)
    with arrow.open_input_file(f"{world.bucket}/arrow/large") as file:
        assert file.read_at(1000, 6_000_000) == body[6_000_000:6_001_000]
        assert file.size() == len(body)


def test_pandas_reads_and_writes_parquet_in_the_lake(world: World, arrow: pyarrow.fs.S3FileSystem) -> None:
    frame = pandas.DataFrame({"name": ["Ada", "Emmy"], "age": [36, 30]})
    frame.to_parquet(f"{world.bucket}/pandas/people.parquet", filesystem=arrow)
    back = pandas.read_parquet(f"{world.bucket}/pandas/people.parquet", filesystem=arrow)
    pandas.testing.assert_frame_equal(back, frame)


def test_pandas_reads_csv_from_an_open_object(world: World, arrow: pyarrow.fs.S3FileSystem) -> None:
    world.put("pandas/open.csv", "name;city\nCarl;Göttingen\n".encode("iso-8859-1"))
    with arrow.open_input_stream(f"{world.bucket}/pandas/open.csv") as file:
        back = pandas.read_csv(file, sep=";", encoding="iso-8859-1")
    assert back["city"].tolist() == ["Göttingen"]
