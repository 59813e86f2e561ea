-- What the checks of a piece leave behind: the draft that a repair goes on from after a crash, and the signature that
-- later pieces of the same client are compared with.
set local role hg_content_owner;

alter table jobs
  -- The piece as it stood before the repair under way, with the rounds so far. Only while the job runs.
  add column draft jsonb,
  -- MinHash figures of the piece, for finding near-duplicates (128, or none for a short piece).
  add column signature int[] check (cardinality(signature) in (0, 128));

-- Fires after jobs_keep_final (by name), which would not let a final job change.
create function app.shed_job_traces() returns trigger
language plpgsql as $$
begin
  if new.status in ('completed', 'failed', 'cancelled') then
    new.draft := null;
  end if;
  -- A signature tells of a text, and goes with it.
  if new.emptied_at is not null then
    new.signature := null;
  end if;
  return new;
end
$$;
create trigger jobs_shed_traces before update on jobs for each row
  when (new.draft is not null or new.signature is not null)
  execute function app.shed_job_traces();

reset role;
