declare const unit: unique symbol;

/** A number that carries its unit in its type, so that two units cannot be mixed. It costs nothing at run time. */
export type Quantity<U extends string> = number & { readonly [unit]: U };
