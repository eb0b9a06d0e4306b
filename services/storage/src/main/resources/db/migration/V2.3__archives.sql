-- Until when an archived object can be read; it is asked for again when the object is written again.
ALTER TABLE storage_object ADD COLUMN restored_until INTEGER;

ALTER TABLE storage_staged ADD COLUMN restored_until INTEGER;
