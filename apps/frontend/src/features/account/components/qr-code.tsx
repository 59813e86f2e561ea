import { create } from 'qrcode'

/** The quiet zone that readers need around the code, in modules. */
const margin = 4

/** A QR code, drawn as one path: dark on light in both themes, or phones do not read it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++)
      if (data[row * size + column]) path += `M${column + margin} ${row + margin}h1v1h-1z`
  }
  const whole = size + 2 * margin
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${whole} ${whole}`}
      className="size-48 rounded-md"
      shapeRendering="crispEdges"
    >
      <rect width={whole} height={whole} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
