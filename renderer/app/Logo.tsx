// The mark: two index cards of a card file, the front one with its tab.

/** `size` in px; takes the colour of the text around it. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <path d="M5.5 5.2V4.1c0-.6.5-1.1 1.1-1.1h3l1.3 1.6h5.5c.6 0 1.1.5 1.1 1.1v7.2c0 .6-.5 1.1-1.1 1.1h-1" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" opacity=".5" />
      <path d="M2.5 7.6c0-.6.5-1.1 1.1-1.1h3.2l1.3 1.6h5.3c.6 0 1.1.5 1.1 1.1v6.7c0 .6-.5 1.1-1.1 1.1H3.6c-.6 0-1.1-.5-1.1-1.1V7.6Z" fill="currentColor" fillOpacity=".14" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      <path d="M5.2 11.4h6M5.2 13.8h3.6" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}
