/**
 * ALSA's configuration for a machine without sound cards: files in their place. What is played into a device lies in
 * `CARD-DEV.played`, what is heard comes from `CARD-DEV.heard`.
 */
export const filesForCards = (folder: string): string => `
pcm.!dmix {
  @args [ CARD DEV ]
  @args.CARD { type string }
  @args.DEV { type integer }
  type file
  slave.pcm { type null }
  file { @func concat strings [ "${folder}/" $CARD "-" $DEV ".played" ] }
  format raw
}
pcm.!dsnoop {
  @args [ CARD DEV ]
  @args.CARD { type string }
  @args.DEV { type integer }
  type file
  slave.pcm { type null }
  file "/dev/null"
  infile { @func concat strings [ "${folder}/" $CARD "-" $DEV ".heard" ] }
  format raw
}
ctl.!default { type pulse }
`;
