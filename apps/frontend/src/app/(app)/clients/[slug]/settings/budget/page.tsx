import type { Metadata } from 'next'
import { BudgetPage } from '#features/budgets/components/budget-page.tsx'

export const metadata: Metadata = { title: 'Budget' }

export default function Page() {
  return <BudgetPage />
}
