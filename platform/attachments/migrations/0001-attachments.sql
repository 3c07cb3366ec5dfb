create schema attachments;
grant usage on schema attachments to terrace_user;

-- A file that belongs to a record. Its bytes lie in the file store under their SHA-256 and are never rewritten.
create table attachments.attachment (
  id uuid primary key default gen_random_uuid(),
  record_set text not null,
  record_id text not null,
  file_name text not null,
  -- By the file's own first bytes, once they are all there.
  media_type text,
  size bigint not null check (size > 0),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  -- As the sender computed it, where it did.
  declared_sha256 text,
  -- From the device at the moment of shooting, or given by hand: the source says which. What the file itself claims is in `exif`.
  taken_at timestamptz,
  taken_at_source text check (taken_at_source in ('sensor', 'manual')),
  position geometry(Point, 4490),
  position_accuracy_m double precision,
  position_source text check (position_source in ('sensor', 'manual')),
  azimuth_degrees double precision check (azimuth_degrees >= 0 and azimuth_degrees < 360),
  azimuth_source text check (azimuth_source in ('sensor', 'manual')),
  uploaded_by uuid not null,
  uploaded_by_name text not null,
  organisation_id uuid,
  division_code text,
  state text not null default 'uploading' check (state in ('uploading', 'complete', 'withdrawn')),
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  withdrawn_reason text,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  check (state = 'uploading' or (sha256 is not null and media_type is not null and completed_at is not null)),
  check ((taken_at is null) = (taken_at_source is null)),
  check ((position is null) = (position_source is null)),
  check ((azimuth_degrees is null) = (azimuth_source is null)),
  check ((state = 'withdrawn') = (withdrawn_reason is not null))
);
create index attachment_of_record on attachments.attachment (record_set, record_id, created_at);
create index attachment_content on attachments.attachment (sha256);
create index attachment_unfinished on attachments.attachment (updated_at) where state = 'uploading';

-- What a picture says of itself. Anybody can write it with an editor, so it stands beside, never in place of, what the sensor gave.
create table attachments.exif (
  id uuid primary key references attachments.attachment on delete cascade,
  -- The camera's clock, mostly without a time zone.
  taken_at text,
  longitude double precision,
  latitude double precision,
  camera text,
  tags jsonb not null
);

-- Whether the record is seen is its record set's matter: the program asks there and then names the record in the transaction. A
-- transaction that has named none sees no attachment.
create function attachments.is_of_opened_record(record_set text, record_id text) returns boolean
language sql stable parallel safe
return coalesce(access.setting('opened_record') = record_set || '/' || record_id, false);

alter table attachments.attachment enable row level security;
alter table attachments.exif enable row level security;
grant select, insert, update on attachments.attachment to terrace_user;
grant select, insert on attachments.exif to terrace_user;
create policy of_opened_record on attachments.attachment to terrace_user
  using (attachments.is_of_opened_record(record_set, record_id))
  with check (attachments.is_of_opened_record(record_set, record_id));
create policy of_seen_attachment on attachments.exif to terrace_user
  using (exists (select 1 from attachments.attachment a where a.id = exif.id))
  with check (exists (select 1 from attachments.attachment a where a.id = exif.id));

select audit_trail.keep_history('attachments.attachment', 'division_code', 'organisation_id');
