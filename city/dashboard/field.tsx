import { useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly type: 'text' | 'password';
  readonly autoComplete: 'username' | 'current-password' | 'new-password';
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
}

/** One line of text with its label above. */
export const Field = ({ label, hint, type, autoComplete, value, onChange, autoFocus = false }: FieldProps) => {
  const hintId = useId();
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      {hint !== undefined && (
        <span className="field-hint" id={hintId}>
          {hint}
        </span>
      )}
      <input
        className="field-input"
        aria-label={label}
        aria-describedby={hint === undefined ? undefined : hintId}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus={autoFocus}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
};
