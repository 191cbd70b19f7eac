const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** Whether what is sent there cannot be read on the way: https, or this machine itself, which is no way. */
export const isSecureAddress = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
