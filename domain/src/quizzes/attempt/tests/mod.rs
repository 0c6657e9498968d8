mod interleaving;
mod moves;
mod slot;
