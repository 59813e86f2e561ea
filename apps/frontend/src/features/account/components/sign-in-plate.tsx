/** The plate beside the sign-in: a sentence as a proof-reader would hand it back. Decoration, so hidden from readers. */
export function SignInPlate() {
  return (
    <div aria-hidden className="hidden border-l bg-sunk lg:grid lg:place-items-center lg:p-16">
      <p className="max-w-[12ch] font-serif text-[clamp(3.5rem,6vw,6.5rem)] leading-[1.08] font-[380] tracking-[-0.025em]">
        Every client
        <br />
        has{' '}
        <span className="relative inline-block">
          <span className="absolute -top-[0.62em] left-1/2 -translate-x-1/2 -rotate-3 text-[0.56em] whitespace-nowrap text-accent italic">
            its own
          </span>
          <svg
            viewBox="0 0 40 44"
            className="inline-block h-[0.7em] w-[0.52em] translate-y-[0.3em] text-accent"
            fill="none"
            stroke="currentColor"
            strokeWidth="3.5"
          >
            <path d="M3 41C12 28 17 17 20 4c3 14 8 25 17 37" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        </span>{' '}
        <span className="relative inline-block">
          voice
          <svg
            viewBox="0 0 200 14"
            preserveAspectRatio="none"
            className="absolute -bottom-[0.02em] left-0 h-[0.12em] w-full text-accent"
            fill="none"
            stroke="currentColor"
            strokeWidth="3.5"
          >
            <path d="M2 9C40 3 90 4 120 7s55 3 78-3" strokeLinecap="round" />
          </svg>
        </span>
        .
      </p>
    </div>
  )
}
