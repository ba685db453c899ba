//! What returns are tested by: cases in words, conditions, the money over long sequences, the return step by step.

mod abuse;
mod asking;
mod backtest;
mod cel;
mod golden;
mod money;
mod offers;
mod photo;
mod policy;
mod published;
mod purchase;
mod refunds;
mod rma;
mod spoken;
mod way_back;
