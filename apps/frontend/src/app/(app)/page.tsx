import { StartPage } from '#features/clients/components/start-page.tsx'

export default function Page() {
  return <StartPage />
}
