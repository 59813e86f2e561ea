-- The model catalogue and its prices, with effective dates. Reference data: the same for every tenant, read only.
set local role hg_content_owner;

create table models (
  provider varchar(50) not null,
  model varchar(100) not null,
  name varchar(255) not null,
  context_tokens int,
  max_output_tokens int,
  accepts_temperature boolean not null,
  reasoning boolean not null,
  status varchar(20) not null check (status in ('available', 'beta', 'deprecated', 'retired')),
  successor varchar(100),
  released date,
  primary key (provider, model)
);

-- US dollars per million tokens. tiers: [{over_context_tokens, input_usd_per_million, output_usd_per_million,
-- cache_read_usd_per_million}]. A new price is a new row; what was charged keeps the row it was charged by.
create table prices (
  id uuid primary key default gen_random_uuid(),
  provider varchar(50) not null,
  model varchar(100) not null,
  effective_from timestamptz not null,
  input_usd_per_million numeric(14, 6) not null check (input_usd_per_million >= 0),
  output_usd_per_million numeric(14, 6) not null check (output_usd_per_million >= 0),
  cache_read_usd_per_million numeric(14, 6),
  cache_write_usd_per_million numeric(14, 6),
  tiers jsonb not null default '[]',
  source text not null,
  foreign key (provider, model) references models (provider, model),
  unique (provider, model, effective_from)
);

grant select on models, prices to hg_content_app;

reset role;
