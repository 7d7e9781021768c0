// Names the channels between preload and main.

export const channels = {
  call: 'desktop.call',
  event: 'desktop.event',
  drop: 'desktop.drop',
  machine: 'desktop.machine',
} as const;
