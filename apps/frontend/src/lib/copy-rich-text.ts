/** Puts formatted text on the clipboard, with plain text for where that is wanted; false when the browser cannot. */
export async function copyRichText(html: string, plain: string): Promise<boolean> {
  try {
    await navigator.clipboard.write([
      new ClipboardItem({
        'text/html': new Blob([html], { type: 'text/html' }),
        'text/plain': new Blob([plain], { type: 'text/plain' }),
      }),
    ])
    return true
  } catch {
    return false
  }
}
