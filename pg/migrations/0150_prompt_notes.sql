-- How a job's prompt came to be what it is: its size, what was saved of it, and how ({optimizations, partials, settings}).
set local role hg_content_owner;

alter table jobs
  add column prompt_tokens int check (prompt_tokens >= 0),
  add column prompt_tokens_saved int check (prompt_tokens_saved >= 0),
  add column prompt_notes jsonb;

-- The notes quote the template: whoever empties a job takes them along. After `jobs_keep_final`, by its name.
create function app.lose_prompt_notes() returns trigger
language plpgsql as $$
begin
  new.prompt_notes := null;
  return new;
end
$$;
create trigger jobs_lose_notes before update of emptied_at on jobs for each row
  when (old.emptied_at is null and new.emptied_at is not null) execute function app.lose_prompt_notes();

reset role;
