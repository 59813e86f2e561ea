import { useEffect } from 'react'

/** Names the tab after what the page shows, once that is known. */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · HG Content`
  }, [title])
}
