/** `0.0012000000` as `0.0012`: the database pads to its scale. */
export function trimDecimal(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount
}
