import type { Rule } from './rule.ts';

/** USB, HID, serial, Bluetooth, MIDI, NFC and smart cards: a meeting needs none, and each reaches past the page. */
export const devices: Rule = {
  name: 'devices',
  permissions: ['usb', 'hid', 'serial', 'bluetooth', 'midi', 'midiSysex', 'nfc', 'smart-card', 'sensors'],
  lockSession: (session, refused) => {
    session.setDevicePermissionHandler(() => {
      refused();
      return false;
    });
    session.setBluetoothPairingHandler((_details, answer) => {
      refused();
      answer({ confirmed: false });
    });
    session.on('select-hid-device', (event, _details, choose) => {
      event.preventDefault();
      refused();
      choose();
    });
    session.on('select-usb-device', (event, _details, choose) => {
      event.preventDefault();
      refused();
      choose();
    });
    session.on('select-serial-port', (event, _ports, _contents, choose) => {
      event.preventDefault();
      refused();
      choose('');
    });
  },
  lockPage: (contents, refused) => {
    contents.on('select-bluetooth-device', (event, _devices, choose) => {
      event.preventDefault();
      refused();
      choose('');
    });
  },
};
