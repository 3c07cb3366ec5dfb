create schema notices;
grant usage on schema notices to terrace_user;

-- What a transaction wants people to know: written in it, spread to them once it has committed. Asked for again with one key, it is
-- one notice. Nobody reads it but the service that spreads it.
create table notices.request (
  id uuid primary key default gen_random_uuid(),
  key text not null unique,
  recipients jsonb not null,
  kind text not null,
  title_zh text not null,
  title_en text not null,
  text_zh text not null,
  text_en text not null,
  path text,
  is_urgent boolean not null,
  created_at timestamptz not null default now(),
  spread_at timestamptz
);
create index request_waiting on notices.request (created_at) where spread_at is null;

create table notices.notice (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references access.person on delete cascade,
  key text not null,
  kind text not null,
  title_zh text not null,
  title_en text not null,
  text_zh text not null,
  text_en text not null,
  -- Of the console, as `/records/enclosures/…`: opens the very record.
  path text,
  created_at timestamptz not null,
  read_at timestamptz,
  unique (person_id, key)
);
create index notice_of_person on notices.notice (person_id, created_at desc);
create index notice_unread on notices.notice (person_id) where read_at is null;

-- Where and how a person is told outside the console.
create table notices.preference (
  person_id uuid primary key references access.person on delete cascade,
  mail_address text,
  phone text,
  mail text not null default 'none' check (mail in ('none', 'each', 'daily')),
  -- Urgent ones only.
  by_sms boolean not null default false,
  check (mail = 'none' or mail_address is not null),
  check (not by_sms or phone is not null)
);

-- Mails and short messages on their way. One key, one message.
create table notices.message (
  id uuid primary key default gen_random_uuid(),
  key text not null unique,
  channel text not null check (channel in ('mail', 'sms')),
  address text not null,
  subject text not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz not null default now(),
  reason text,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index message_waiting on notices.message (next_at) where state = 'waiting';

alter table notices.request enable row level security;
alter table notices.notice enable row level security;
alter table notices.preference enable row level security;
alter table notices.message enable row level security;
grant insert on notices.request to terrace_user;
create policy asked_by_anybody on notices.request for insert to terrace_user
  with check (access.current_user_id() is not null and spread_at is null);
grant select, update (read_at) on notices.notice to terrace_user;
create policy own_notices on notices.notice to terrace_user
  using (person_id = access.current_user_id()) with check (person_id = access.current_user_id());
grant select, insert, update on notices.preference to terrace_user;
create policy own_preference on notices.preference to terrace_user
  using (person_id = access.current_user_id()) with check (person_id = access.current_user_id());
