'use client'

import type { Budget, Client } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { SettingsPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { RoleFieldset } from '#components/role-gate.tsx'
import { Section } from '#components/ui/section.tsx'
import { budgetQuery } from '../get-budget.ts'
import { AlertList } from './alert-list.tsx'
import { LevelsAbove } from './levels-above.tsx'
import { LimitsForm } from './limits-form.tsx'
import { MonthSection } from './month-section.tsx'

/** What a client's month has cost, what it may cost, and what else limits it. */
export function BudgetPage() {
  return (
    <SettingsPage title="Budget" intro="What each month may cost, here and everywhere below, and how this one stands.">
      {({ client }) => <BudgetSections client={client} />}
    </SettingsPage>
  )
}

function BudgetSections({ client }: { client: Client }) {
  const query = useQuery(budgetQuery(client.id))
  return (
    <Loaded query={query} what="the budget" shape="form">
      {(budget: Budget) => (
        <>
          <MonthSection budget={budget} />
          <Section
            title="Limits"
            help={`For each calendar month, for ${client.name} and everything below it together.`}
          >
            <RoleFieldset client={client} needs="owner" doing="Setting a budget">
              <LimitsForm client={client} own={budget.own} />
            </RoleFieldset>
          </Section>
          <Section title="Budgets above" help="A request needs room in every one of them.">
            <LevelsAbove above={budget.above} />
          </Section>
          <Section title="Alerts" help="Limits of this client that were reached.">
            <AlertList alerts={budget.alerts} />
          </Section>
        </>
      )}
    </Loaded>
  )
}
