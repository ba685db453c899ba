mod answers;
mod calls;
mod hostile;
mod house;
mod questions;
