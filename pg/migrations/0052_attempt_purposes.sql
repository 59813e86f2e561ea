-- What a call was made for: a job's piece is written, and what its checks find may be repaired by further calls.
set local role hg_content_owner;

alter table job_attempts add column purpose varchar(20) not null default 'write' check (purpose in ('write', 'repair'));

reset role;
